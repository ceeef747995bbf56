"""A short filled form as text, and ways to change it."""

from states.routes import shipped_route
from states.submission import Content, Paper
from workflow.papers import read_paper

ROUTE = shipped_route("pcc-decision")

QUESTIONS = tuple(question.text for question in ROUTE.form.checklist.questions)
CHECKLIST = "\n".join(f"{question}\tYes" for question in QUESTIONS)
LIMBS = """a) there are no financial consequences as a result of this decision,
Or
b) the costs identified in this report can be met from existing revenue or capital budgets,
Or
c) the costs identified in this report can be financed from reserves
And
d) the decision can be taken on the basis of my assurance that Financial Regulations have been complied \
with."""

PAPER = f"""Subject: New boots
Originator: Head of Stores
Decision no. 07/2025
Reason for submission: For Decision
Submitted to: PCC

Summary:
1. The old boots leak.
2. New ones cost £1,200.

Recommendation:
Buy the boots.

Outcome/approval by: PCC

The recommendations as outlined above are approved.

Signature:

Date: 05/03/2025

Detail of the submission

1. Objective:
1.1 Dry feet.

2. Background:
2.1 It rains.

3. Areas for consideration:
3.1 Warmth.

4. Other options considered:
4.1 Do nothing.

5. Strategic aims/objective supported:
5.1 Health.

6. Financial and other resource implications:
6.1 The boots cost £1,200.

7. Carbon Emissions and Other Environmental Implications:

Carbon Emissions

7.1 The estimated impact on our carbon emissions that must be reported under current statute from this \
proposal is:

Emission Categories:\tIncrease in tCO2\tSaving in tCO2
Scope 1 – Fuel – Building Heating\t0\t1,250.5
Scope 1 – Fuel – Transport\t2\t0
Scope 2 – Electricity\t0\t0

Environmental Implications

7.2 Leather.

8. Other implications and risks:
8.1 Blisters.

Originator checklist (must be completed)\tPlease state 'yes' or 'no'
{CHECKLIST}

Is this report a Confidential Decision?

No

If Yes, please state reasons below having referred to the PCC Decision Making Policy

Approval to submit to the decision-maker (this approval is required only for submissions to the PCC).

Chief Executive

{ROUTE.steps[0].statement}

Signature:

Date: 03/03/2025

Chief Finance Officer (Section 151 Officer)

I certify that:

{LIMBS}

Signature:

Date: 04/03/2025

{ROUTE.form.public_access}
"""


def changed(*changes: tuple[str, str]) -> str:
    """The paper with each first text replaced by the second; the first must stand there exactly once."""
    text = PAPER
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the paper"
        text = text.replace(old, new)
    return text


def read(text: str) -> Paper:
    return read_paper(text.encode(), name="paper.txt", form=ROUTE.form, steps=ROUTE.steps)


def content(*changes: tuple[str, str]) -> Content:
    return read(changed(*changes)).content


def texts(key: str, *changes: tuple[str, str]) -> list[str]:
    """The items of a list or section of the changed paper, as texts."""
    found = content(*changes)
    items = found.sections[key] if key in found.sections else getattr(found, key)
    return [item.text for item in items]
