"""Dates and times as threads print them: the patterns they are found by, and what they mean."""

import re
from collections.abc import Iterable
from datetime import datetime

_MONTHS = (
    "jan january januar januari janvier janv enero ene gennaio gen janeiro styczeń stycznia января",
    "feb february februar februari février févr fév febrero febbraio fevereiro fev luty lutego февраля",
    "mar march märz mär mars maart mrt marzo março marts marzec marca марта",
    "apr april avril avr abril abr aprile kwiecień kwietnia апреля",
    "may mai mei mayo maggio mag maio maj maja мая",
    "jun june juni juin junio giugno giu junho czerwiec czerwca июня",
    "jul july juli juillet juil julio luglio lug julho lipiec lipca июля",
    "aug august augustus augusti août agosto ago sierpień sierpnia августа",
    "sep sept september septembre septiembre settembre set setembro wrzesień września сентября",
    "oct october okt oktober octobre octubre ottobre ott outubro out październik października октября",
    "nov november novembre noviembre novembro listopad listopada ноября",
    "dec december dez dezember décembre déc diciembre dic dicembre dezembro grudzień grudnia декабря",
)
"""The months' names, long and short, in the languages in which pages are printed."""
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_OTHER_DAYS = (
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
    "|luned[ìi]|marted[ìi]|mercoled[ìi]|gioved[ìi]|venerd[ìi]|sabato|domenica"
    "|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    "|m[åa]ndag|tisdag|onsdag|torsdag|fredag|l[öo]rdag|s[öo]ndag|tirsdag"
)
_WEEKDAY = rf"(?:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|{_OTHER_DAYS})\.?,?[ \u00a0])?"
_OF = r"(?:(?:de|del|of)[ \u00a0])?"

DATE = (
    rf"{_WEEKDAY}(?:{_MONTH}[ \u00a0]\d{{1,2}}(?:st|nd|rd|th)?,?[ \u00a0]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?[ \u00a0]{_OF}{_MONTH},?[ \u00a0]{_OF}\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
)
TIME = (
    r"\d{1,2}(?:[:.]|[ \u00a0]?h[ \u00a0]?)\d{2}(?:[:.]\d{2}|[ \u00a0]?min\b)?(?:[ \u00a0]?[ap]\.?m\b\.?)?"
    r"(?:[ \u00a0](?:UTC|GMT|[A-Z]{1,3}ST|[A-Z]DT|CET|Uhr))?"
)
AGO = (
    r"(?:just now|yesterday|moments ago|last (?:week|month|year)|(?:(?:about|over|almost)[ \u00a0])?"
    r"(?:(?:\d+|an?|one|a few)[ \u00a0](?:second|sec|minute|min|hour|hr|day|week|month|year|yr)s?\b\.?"
    r"|\d+[ \u00a0]?(?:mins?|hrs?|mo|[smhdwy])\b\.?)(?:[ \u00a0]ago)?)"
)
_DATE_HINT = re.compile(r"[0-9](?:[0-9]{3}|[-/.][0-9])")
_TIME_HINT = re.compile(r"[0-9](?:[:.]|[ \u00a0]?h[ \u00a0]?)[0-9]{2}")
_AGO_HINT = re.compile(
    r"[0-9][ \u00a0]?(?:[smhdwy]|mo|mins?|hrs?|secs?|days?|weeks?|months?|years?|hours?)\b"
)
ON = r"(?:(?:on|am|le|el|il|op|den)[ \u00a0]+)?"
"""What may stand between a name and a date, a space behind it."""
AT = (
    r"(?:,?[ \u00a0]+(?:(?:at|um|à|a las?|alle(?: ore)?|ore|om|às|kl\.?|klo|o godz\.?|в)[ \u00a0]+)?"
    r"|[ \u00a0]*[-–—|•·][ \u00a0]*)"
)
"""What may stand between a date and a time, the spaces around it included."""
_AGO_WORDS = (" ago", "just now", "yesterday", "last week", "last month", "last year")

_NAMED = re.compile(
    rf"({_MONTH})[ \u00a0](\d{{1,2}})\b|\b(\d{{1,2}})\D{{0,3}}[ \u00a0]{_OF}({_MONTH})", re.IGNORECASE
)
_NUMBERS = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")
_YEAR = re.compile(r"\b(\d{4})\b")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.]|[ \u00a0]?h[ \u00a0]?)(\d{2})(?:[:.]\d{2}|[ \u00a0]?min\b)?[ \u00a0]?([ap])?",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)


def hints(lower: str) -> frozenset[str]:
    """Say which of date, time and ago a line in small letters may hold; sure only of what it leaves out."""
    found = []
    if _DATE_HINT.search(lower):
        found.append("date")
    if _TIME_HINT.search(lower):
        found.append("time")
    if any(word in lower for word in _AGO_WORDS) or _AGO_HINT.search(lower):
        found.append("ago")
    return frozenset(found)


def moment(date: str, time: str, order: str = "mdy") -> str | None:
    """Give a date and a time as YYYY-MM-DDTHH:MM, None if they are none; `order` (mdy, dmy) reads 05/06/2018.

    A weekday before the date decides against `order` where it does not fit.
    """
    clock = _CLOCK.search(time)
    if clock is None:
        return None
    hour, minute, half = int(clock[1]), int(clock[2]), (clock[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        found = [datetime(*day, hour, minute) for day in _days(date, order) if _is_date(*day)]  # noqa: DTZ001
    except ValueError:
        return None
    name = _DAY_NAME.match(date)
    if name and len(found) > 1:
        fitting = [at for at in found if _DAYS[at.weekday()] == name[1].lower()]
        found = fitting or found
    return found[0].isoformat(timespec="minutes") if found else None


def _days(date: str, order: str) -> list[tuple[int, int, int]]:
    numbers = _NUMBERS.search(date)
    if numbers:
        first, second, third = (int(number) for number in numbers.groups())
        if len(numbers[1]) == 4:
            return [(first, second, third)]
        year = third if third > 99 else 2000 + third
        month_first, day_first = (year, first, second), (year, second, first)
        return [month_first, day_first] if order == "mdy" and "." not in date else [day_first, month_first]
    return _named_days(date)


def _named_days(date: str) -> list[tuple[int, int, int]]:
    year = _YEAR.search(date)
    for match in _NAMED.finditer(date):
        name, day = (match[1], match[2]) if match[1] else (match[4], match[3])
        month = _MONTH_NUMBERS.get(name.lower().rstrip("."))
        if month and year:
            return [(int(year[1]), month, int(day))]
    return []


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        datetime(year, month, day)  # noqa: DTZ001
    except ValueError:
        return False
    return True


def day_first(dates: Iterable[str], preset: str) -> str:
    """Say how a thread writes 05/06/2018 (mdy or dmy): as a date in it shows that fits one way only."""
    for date in dates:
        numbers = _NUMBERS.search(date)
        if numbers and len(numbers[1]) < 3:
            if int(numbers[1]) > 12:
                return "dmy"
            if int(numbers[2]) > 12:
                return "mdy"
    return preset
