"""What every mailbox does, in memory and on real Dovecot alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from mailbox_world import ARCHIVE, FOLDERS, MAX_BYTES, TAKEN, ImapWorld, MemoryWorld, a_mail

from crossdock.domain.errors import MailboxUnavailable

if TYPE_CHECKING:
    from mailbox_world import World

    from crossdock.ports import FetchPage, FolderCursor


@pytest.fixture(params=["memory", pytest.param("imap", marks=pytest.mark.real)])
def world(request: pytest.FixtureRequest) -> World:
    """An empty mailbox with its surroundings."""
    if request.param == "memory":
        return MemoryWorld()
    return ImapWorld(request.getfixturevalue("dovecot"))


def fetch(
    world: World,
    cursor: FolderCursor | None = None,
    *,
    folder: str = "INBOX",
    limit: int = 50,
    max_bytes: int = MAX_BYTES,
) -> FetchPage:
    """Fetch a page of the world's mailbox."""
    return world.mailbox.fetch(folder, cursor, limit=limit, max_bytes=max_bytes)


def uids(page: FetchPage) -> list[int]:
    """Return the UIDs of a page."""
    return [mail.place.uid for mail in page.mails]


def test_new_mails_come_in_the_order_of_their_uids_with_their_exact_bytes(world: World) -> None:
    sent = [a_mail(f"Mail {number}", "Grüße — 你好") for number in range(3)]
    expected = [world.deliver(raw) for raw in sent]

    page = fetch(world)

    assert uids(page) == expected
    assert [mail.raw for mail in page.mails] == sent
    assert [mail.size for mail in page.mails] == [len(raw) for raw in sent]
    assert not page.more


def test_what_was_fetched_does_not_come_again(world: World) -> None:
    world.deliver(a_mail("One"))
    first = fetch(world)
    two = world.deliver(a_mail("Two"))

    second = fetch(world, first.cursor)
    third = fetch(world, second.cursor)

    assert uids(second) == [two]
    assert uids(third) == []
    assert third.cursor == second.cursor


def test_an_empty_folder_gives_a_cursor_after_which_the_first_mail_is_found(world: World) -> None:
    empty = fetch(world)
    uid = world.deliver(a_mail())

    assert empty.mails == ()
    assert uids(fetch(world, empty.cursor)) == [uid]


def test_a_limit_ends_the_page_and_the_next_ones_bring_the_rest(world: World) -> None:
    expected = [world.deliver(a_mail(f"Mail {number}")) for number in range(5)]

    pages = [fetch(world, limit=2)]
    while pages[-1].more:
        pages.append(fetch(world, pages[-1].cursor, limit=2))

    assert [uids(page) for page in pages] == [expected[:2], expected[2:4], expected[4:]]


def test_a_page_that_is_exactly_full_is_not_followed_by_more(world: World) -> None:
    for number in range(2):
        world.deliver(a_mail(f"Mail {number}"))

    assert not fetch(world, limit=2).more


def test_the_same_mail_in_two_folders_has_two_places(world: World) -> None:
    for folder in FOLDERS:
        world.deliver(a_mail(), folder)

    mails = [fetch(world, folder=folder).mails[0] for folder in FOLDERS]

    assert [mail.place.folder for mail in mails] == list(FOLDERS)
    assert mails[0].raw == mails[1].raw
    assert {mail.place.mailbox for mail in mails} == {"shared"}


def test_seen_is_neither_read_nor_changed(world: World) -> None:
    unread, read = world.deliver(a_mail("Unread")), world.deliver(a_mail("Read"), seen=True)

    page = fetch(world)
    fetch(world, max_bytes=10)
    for mail in page.mails:
        world.mailbox.mark([mail.place])

    assert uids(page) == [unread, read]
    assert world.flags() == {unread: {TAKEN}, read: {TAKEN, "\\Seen"}}


def test_fetching_changes_no_flag_at_all(world: World) -> None:
    uid = world.deliver(a_mail())

    fetch(world)

    assert world.flags() == {uid: set()}


def test_marking_twice_is_like_marking_once(world: World) -> None:
    uid = world.deliver(a_mail())

    world.mailbox.mark([world.place(uid)])
    world.mailbox.mark([world.place(uid)])

    assert world.flags() == {uid: {TAKEN}}


def test_a_marked_mail_is_still_fetched_by_who_did_not_see_it(world: World) -> None:
    uid = world.deliver(a_mail())
    world.mailbox.mark([world.place(uid)])

    assert uids(fetch(world)) == [uid]


def test_many_mails_of_several_folders_are_marked_at_once(world: World) -> None:
    here = [world.deliver(a_mail(f"Mail {number}")) for number in range(3)]
    there, gone = world.deliver(a_mail(), FOLDERS[1]), world.deliver(a_mail("Gone"))
    places = [*(world.place(uid) for uid in (*here, gone)), world.place(there, FOLDERS[1])]
    world.delete(gone)

    assert world.mailbox.mark(places) == {}

    assert world.flags() == {uid: {TAKEN} for uid in here}
    assert world.flags(FOLDERS[1]) == {there: {TAKEN}}


def test_a_move_brings_the_mail_to_its_folder_once(world: World) -> None:
    uid, other = world.deliver(a_mail("Taken"), seen=True), world.deliver(a_mail("Other"))

    world.moving.mark([world.place(uid)])
    world.moving.mark([world.place(uid)])

    assert world.raws(ARCHIVE) == [a_mail("Taken")]
    assert list(world.flags(ARCHIVE).values()) == [{"\\Seen"}]
    assert list(world.flags()) == [other]


def test_a_move_out_of_a_folder_with_an_odd_name_works_too(world: World) -> None:
    uid = world.deliver(a_mail(), FOLDERS[1])

    world.moving.mark([world.place(uid, FOLDERS[1])])

    assert world.raws(FOLDERS[1]) == []
    assert world.raws(ARCHIVE) == [a_mail()]


@pytest.mark.parametrize("how", ["mailbox", "moving"])
def test_marking_a_mail_that_is_gone_is_fine(world: World, how: str) -> None:
    uid, kept = world.deliver(a_mail("Gone")), world.deliver(a_mail("Kept"))
    place = world.place(uid)
    world.delete(uid)

    getattr(world, how).mark([place])

    assert world.flags() == {kept: set()}


@pytest.mark.parametrize("how", ["mailbox", "moving"])
def test_a_place_of_an_older_uidvalidity_marks_no_other_mail(world: World, how: str) -> None:
    uid = world.deliver(a_mail())
    place = world.place(uid)
    world.change_uidvalidity()

    getattr(world, how).mark([place])

    assert list(world.flags().values()) == [set()]
    assert world.raws("INBOX") == [a_mail()]


def test_a_changed_uidvalidity_rescans_thirty_days(world: World) -> None:
    now = datetime.now(UTC)
    world.deliver(a_mail("Old"), on=now - timedelta(days=40))
    world.deliver(a_mail("Recent"), on=now - timedelta(days=20))
    cursor = fetch(world).cursor
    assert fetch(world, cursor).mails == ()

    world.change_uidvalidity()
    page = fetch(world, cursor)

    assert [mail.raw for mail in page.mails] == [a_mail("Recent")]
    assert page.cursor.uidvalidity != cursor.uidvalidity
    assert fetch(world, page.cursor).mails == ()


def test_without_a_cursor_only_thirty_days_are_read_and_old_mail_never_follows(world: World) -> None:
    world.deliver(a_mail("Old"), on=datetime.now(UTC) - timedelta(days=40))

    page = fetch(world)

    assert page.mails == ()
    assert fetch(world, page.cursor).mails == ()


def test_a_mail_that_is_too_large_comes_as_its_headers(world: World) -> None:
    large, small = a_mail("Large", "x" * 5000), a_mail("Small")
    world.deliver(large)
    world.deliver(small)

    page = fetch(world, max_bytes=len(small))

    first, second = page.mails
    assert (first.raw, first.size) == (None, len(large))
    assert first.head == large[: large.index(b"\r\n\r\n") + 4]
    assert second.raw == small


def test_a_mail_of_exactly_the_limit_is_read(world: World) -> None:
    world.deliver(a_mail())

    assert fetch(world, max_bytes=len(a_mail())).mails[0].raw == a_mail()


def test_a_mail_that_somebody_deleted_is_left_out_and_does_not_stop_the_others(world: World) -> None:
    kept = [world.deliver(a_mail(f"Mail {number}")) for number in range(3)]
    world.delete(kept.pop(1))

    assert uids(fetch(world)) == kept


def test_a_server_that_is_away_says_so_whatever_is_asked(world: World) -> None:
    place = world.place(world.deliver(a_mail()))

    for ask in (
        world.away.ping,
        lambda: world.away.fetch("INBOX", None, limit=1, max_bytes=MAX_BYTES),
    ):
        with pytest.raises(MailboxUnavailable) as caught:
            ask()
        assert caught.value.code == "mailbox_unavailable"
    assert {p: t.code for p, t in world.away.mark([place]).items()} == {place: "mailbox_unavailable"}


def test_a_folder_that_does_not_exist_is_named(world: World) -> None:
    with pytest.raises(MailboxUnavailable, match="Nowhere") as caught:
        fetch(world, folder="Nowhere")

    assert caught.value.code == "mailbox_folder_missing"


def test_a_mailbox_that_is_well_answers_a_ping(world: World) -> None:
    world.mailbox.ping()


def test_six_readers_at_once_see_the_same(world: World) -> None:
    expected = [world.deliver(a_mail(f"Mail {number}")) for number in range(4)]

    with ThreadPoolExecutor(6) as pool:
        pages = list(pool.map(lambda _: fetch(world), range(6)))

    assert [uids(page) for page in pages] == [expected] * 6
