"""Sums of money: what is one, what it is worth in pence, where it stands."""

import pytest

from states.money import amounts_of, as_pounds, sums_in
from states.submission import Amount, Content, Item


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£6,541", (654100,)),
        ("£10,030.00", (1003000,)),
        ("£ 5", (500,)),
        ("GBP 5", (500,)),
        ("gbp5", (500,)),
        ("£0", (0,)),
        ("£007", (700,)),
        ("£1234567", (123456700,)),
        ("£1.5", (150,)),
        ("£1.5k", (150000,)),
        ("£2K", (200000,)),
        ("£2 thousand", (200000,)),
        ("£1.25m", (125000000,)),
        ("£3 million", (300000000,)),
        ("£1bn", (100000000000,)),
        ("£1 Billion", (100000000000,)),
        ("£0.0001 million", (10000,)),
        ("£1.100", (110,)),
        ("£5 metres", (500,)),
        ("£5kg", (500,)),
        ("£5, £6 and £5", (500, 600, 500)),
        ("(£9,000).", (900000,)),
        ("£12,000,", (1200000,)),
        ("£999999999999999", (99999999999999900,)),
    ],
)
def test_sum_is_found_and_multiplied_out(text: str, pence: tuple[int, ...]) -> None:
    assert sums_in(text) == pence


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("6,541", id="no-sign"),
        pytest.param("£", id="sign-alone"),
        pytest.param("€5", id="other-money"),
        pytest.param("£1,23", id="broken-thousands"),
        pytest.param("£1,2345", id="four-after-a-comma"),
        pytest.param("£1.005", id="fraction-of-a-penny"),
        pytest.param("£0.000001k", id="fraction-of-a-penny-multiplied"),
        pytest.param("£1234567890123456", id="sixteen-digits"),
        pytest.param("£12345678901234.56", id="sixteen-digits-with-pence"),
        pytest.param("£999999999999999bn", id="too-large-multiplied"),
        pytest.param("£" + "9" * 10_000, id="ten-thousand-digits"),
    ],
)
def test_anything_else_is_no_sum(text: str) -> None:
    assert sums_in(text) == ()


def test_amounts_stand_in_paper_order_with_their_place() -> None:
    content = Content(
        subject="A grant of £1",
        summary=(Item("First"), Item("£2 and £3", "4")),
        recommendation=(Item("£4"),),
        sections={"financial": (Item("6.1 £5", "6.1"), Item("£6", "6.1")), "objective": (Item("£7"),)},
    )

    assert amounts_of(content) == (
        Amount(100, "subject"),
        Amount(200, "summary 4"),
        Amount(300, "summary 4"),
        Amount(400, "recommendation"),
        Amount(500, "financial 6.1"),
        Amount(600, "financial 6.1"),
        Amount(700, "objective"),
    )


def test_content_without_text_has_no_amounts() -> None:
    assert amounts_of(Content()) == ()


@pytest.mark.parametrize(
    ("pence", "written"), [(654100, "£6,541"), (1003050, "£10,030.50"), (5, "£0.05"), (0, "£0")]
)
def test_sum_as_people_write_it(pence: int, written: str) -> None:
    assert as_pounds(pence) == written
