"""What a buyer can ask back about a line."""

from __future__ import annotations

DOUBT_TEXTS = {
    "line_ambiguous": "More than one line fits; which one is meant?",
    "lines_mixed": "A sentence tells of several lines at once; what holds for this one?",
    "date_vague": "The date is not exact; which day is meant?",
    "date_ambiguous": "Day and month can be read either way; which date is meant?",
    "weekday_clash": "Weekday and date do not fit each other; which one is right?",
    "quantity_unclear": "Some pieces are told of, but not how many come in all; how many will come?",
    "quantity_ambiguous": "More than one quantity is given; which one holds?",
    "date_past": "The day named for delivery is past; which day is meant?",
    "date_other": "Another day is called the agreed one than ours; which day holds?",
    "date_far": "The date is more than eight months late; which year is meant?",
    "conditional": "This holds only under a condition; what do we have to do?",
    "uncertain": "The supplier is not sure about this; what can be relied on?",
    "contradiction": "The message contradicts itself about this line; what holds?",
    "late_without_date": "The line is late, but no new date is given; when will it come?",
    "substitute_without_code": "Another item is offered without its code; which one is it?",
    "parts_do_not_add_up": "The parts do not add up to the ordered quantity; how many will come?",
    "excepted": "The confirmation leaves something out; what holds for this line?",
    "denied": "Something is said not to be possible; what will be delivered, and when?",
    "not_understood": "What is said about this line was not understood; what holds?",
    "unit_other": "Another unit is used than ordered; how many will come, in the ordered unit?",
    "size_or_quantity": "The number is a size in the product's name as well; how many will come?",
    "told_elsewhere": "What holds is said to stand elsewhere; which day, quantity and price are confirmed?",
    "currency_other": "The price is in another currency than the order; what is it in the order's?",
    "price_per_other": "The price is for another unit than ordered; what is it for the ordered one?",
    "left_over": "The confirmation names a day or a number that is not as ordered; what does it mean?",
    "number_absurd": "A number is too long to be an amount; what is meant?",
    "price_unclear": "A price change is mentioned without a new unit price; what is it?",
}
"""The question by problem code."""
