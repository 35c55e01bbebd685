"""What may be attached by somebody who is there to choose again."""

from collections.abc import Sequence
from itertools import accumulate

from liuxin.desk.communication.words import NewAttachment
from liuxin.desk.files import rules as files
from liuxin.desk.files.words import Limits
from liuxin.kernel.errors import BadInputError

MOST = 50


def check(given: Sequence[NewAttachment], limits: Limits) -> None:
    """Refuse what may not be kept, each file first, then all together; the error names the file."""
    if len(given) > MOST:
        raise BadInputError("files.too_many", field="attachments", most=MOST)
    for each in given:
        files.check(each.name, each.content, limits)
    for each, sum_so_far in zip(given, accumulate(len(each.content) for each in given), strict=True):
        if sum_so_far > limits.per_message:
            name, largest = files.safe_name(each.name), files.megabytes(limits.per_message)
            raise BadInputError("files.message_too_large", field="attachments", name=name, largest=largest)
