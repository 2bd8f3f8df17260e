"""Typed errors: each says what the caller should do. The docstring is the default message."""

from __future__ import annotations


class CrossdockError(Exception):
    """Something went wrong in Crossdock."""

    code = "internal"

    def __init__(self, message: str | None = None, *, code: str | None = None) -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        if code is not None:
            self.code = code
        super().__init__(self.message)


class InvalidRequest(CrossdockError):
    """The request cannot be understood as it is; correct it and send it again."""

    code = "invalid_request"


class PayloadMismatch(CrossdockError):
    """This idempotency key was used with another payload; use a new key for a new fact."""

    code = "idempotency_key_reused"


class TooLarge(CrossdockError):
    """The payload is larger than the limit."""

    code = "payload_too_large"


class UrlRefused(InvalidRequest):
    """Nothing may be sent to this address."""

    code = "url_refused"


class NotFound(CrossdockError):
    """There is no such thing here."""

    code = "not_found"


class Conflict(CrossdockError):
    """Something else changed or holds this; look again before you repeat."""

    code = "conflict"


class StillRunning(Conflict):
    """The first request with this idempotency key is still running; repeat it a little later."""

    code = "request_running"

    def __init__(self, message: str | None = None, *, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unauthenticated(CrossdockError):
    """No valid key was sent; send `Authorization: Bearer <key>`, made with `crossdock keys create`."""

    code = "unauthenticated"


class Forbidden(CrossdockError):
    """The key is valid, but its scopes do not allow this."""

    code = "forbidden"


class RetryLater(CrossdockError):
    """A part that is needed does not answer now; the same request may succeed later."""

    code = "retry_later"

    def __init__(self, message: str | None = None, *, code: str | None = None, retry_after: int = 30) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after


class StorageUnavailable(RetryLater):
    """The ledger cannot write now (disk full, database locked or away); nothing is half-written."""

    code = "storage_unavailable"


class ErpUnavailable(RetryLater):
    """Odoo does not answer now."""

    code = "erp_unavailable"


class ErpRefused(CrossdockError):
    """Odoo refused this by its content; repeating it unchanged cannot help."""

    code = "erp_refused"


class MailboxUnavailable(RetryLater):
    """The mail server does not answer now."""

    code = "mailbox_unavailable"


class MarkRefused(MailboxUnavailable):
    """The mail server lets nobody mark mails like this; asking again cannot help before somebody mends it."""

    code = "mailbox_mark_refused"


class PolicyInvalid(CrossdockError):
    """A policy file does not fit its schema, or one of its examples fails."""

    code = "policy_invalid"
