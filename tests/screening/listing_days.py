"""Was it listed on that day: the decision table, asked in the same words of every room that answers it."""

from yalu.vocabulary.answers import CANNOT_SAY, NO, YES

# When it was listed and when it left, as the list writes it ("" not stated), the day asked about, the answer.
TABLE = [
    ("2016-03-02", "", "2016-03-01", NO),
    ("2016-03-02", "", "2016-03-02", YES),
    ("2016-03-02", "", "2030-01-01", YES),
    ("2016-03", "", "2016-02-29", NO),
    ("2016-03", "", "2016-03-01", CANNOT_SAY),
    ("2016-03", "", "2016-03-30", CANNOT_SAY),
    ("2016-03", "", "2016-03-31", YES),
    ("2016", "", "2016-06-01", CANNOT_SAY),
    ("2016", "", "2016-12-31", YES),
    ("2016-03-02", "2017-08-05", "2017-08-04", YES),
    ("2016-03-02", "2017-08-05", "2017-08-05", CANNOT_SAY),  # no list says at what hour it left
    ("2016-03-02", "2017-08-05", "2017-08-06", NO),
    ("2016-03-02", "2017-08", "2017-07-31", YES),
    ("2016-03-02", "2017-08", "2017-08-01", CANNOT_SAY),
    ("2016-03-02", "2017-08", "2017-09-01", NO),
    ("2016-03-02", "2017", "2016-12-31", YES),
    ("2016-03-02", "2017", "2017-08-05", CANNOT_SAY),  # some day of 2017, before or after this one
    ("2016-03-02", "2017", "2018-01-01", NO),
    ("2016", "2016", "2016-06-01", CANNOT_SAY),
    ("2016", "2017", "2015-12-31", NO),
    ("2016", "2017", "2018-01-01", NO),
    ("", "2017-08-05", "2017-08-06", NO),
    ("", "2017-08-05", "2017-08-04", CANNOT_SAY),
    ("", "", "2017-08-04", CANNOT_SAY),
]
