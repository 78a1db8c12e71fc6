"""A made-up household of two: what it buys, how often, and what it meant to spend.

The same days give the same purchases, so that screenshots and tests can rely on them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Purchase:
    """One expense of the household, in cents of a euro."""

    day: date
    category: str
    cents: int
    description: str


@dataclass(frozen=True, slots=True)
class Habit:
    """Something bought again and again, about `per_week` times, for `low` to `high` euros."""

    category: str
    per_week: float
    low: int
    high: int
    descriptions: tuple[str, ...]
    months: frozenset[int] = frozenset(range(1, 13))


@dataclass(frozen=True, slots=True)
class Bill:
    """Something paid on a day of the month, in some months; `swing` cents more or less."""

    category: str
    day: int
    cents: int
    description: str
    swing: int = 0
    months: frozenset[int] = frozenset(range(1, 13))


HABITS = (
    Habit("Food", 3.0, 16, 62, ("Weekly shop", "Supermarket", "Farmers' market", "Greengrocer", "Groceries")),
    Habit("Food", 2.8, 3, 9, ("Bakery", "Bread and rolls", "Café on the corner", "Coffee to go")),
    Habit("Food", 2.7, 7, 14, ("Lunch at work", "Canteen", "Noodle soup", "Falafel")),
    Habit("Food", 0.7, 28, 68, ("Pizza with friends", "Dinner for two", "Sushi", "Thai restaurant")),
    Habit("Transport", 0.9, 3, 12, ("Bus ticket", "Bike share", "Parking", "Tram")),
    Habit("Transport", 0.55, 44, 72, ("Petrol", "Petrol on the motorway")),
    Habit("Transport", 0.2, 14, 31, ("Taxi home", "Taxi to the station")),
    Habit("Health", 0.55, 5, 32, ("Pharmacy", "Vitamins", "Cough syrup", "Sun cream")),
    Habit("Leisure", 0.75, 9, 38, ("Cinema", "Museum", "Swimming pool", "Board game", "Climbing hall")),
    Habit("Leisure", 0.3, 11, 24, ("Paperback", "Magazine", "Book for the train")),
    Habit("Clothing", 0.5, 19, 95, ("Shoes", "Rain jacket", "T-shirts", "Jeans", "Socks", "Wool jumper")),
    Habit("Gifts", 0.3, 15, 55, ("Birthday present", "Flowers", "Thank-you wine")),
    Habit("Gifts", 1.6, 18, 85, ("Christmas present", "Advent calendar", "Parcel home"), frozenset({12})),
    Habit("Education", 0.15, 14, 48, ("Evening class material", "Textbook")),
    Habit("Travel", 1.1, 24, 135, ("Train to the coast", "Guesthouse", "Boat trip"), frozenset({7, 8})),
    Habit("Travel", 0.1, 39, 120, ("Weekend train", "Youth hostel")),
    Habit("Other", 0.55, 4, 30, ("Post office", "Dry cleaning", "Light bulbs", "Key copied", "Haircut")),
)

BILLS = (
    Bill("Housing", 1, 118_000, "Rent"),
    Bill("Housing", 1, 9_240, "Electricity", 0),
    Bill("Housing", 5, 3_990, "Internet"),
    Bill("Housing", 12, 7_650, "Heating", 1_900, frozenset({1, 2, 3, 10, 11, 12})),
    Bill("Housing", 18, 5_525, "Contents insurance", 0, frozenset({2, 8})),
    Bill("Transport", 2, 5_800, "Monthly pass"),
    Bill("Transport", 9, 31_240, "Car insurance", 0, frozenset({1})),
    Bill("Transport", 23, 38_900, "Car service", 0, frozenset({4})),
    Bill("Health", 2, 2_990, "Gym"),
    Bill("Health", 15, 8_400, "Dentist", 0, frozenset({3, 9})),
    Bill("Leisure", 2, 1_299, "Films online"),
    Bill("Leisure", 2, 1_799, "Music for the family"),
    Bill("Leisure", 2, 10_900, "Concert tickets", 1_500, frozenset({3, 6, 11})),
    Bill("Education", 3, 4_500, "Spanish course", 0, frozenset({1, 2, 3, 4, 5, 9, 10, 11, 12})),
    Bill("Travel", 6, 42_680, "Flights to Lisbon", 0, frozenset({5})),
    Bill("Travel", 20, 61_300, "Holiday flat", 0, frozenset({7})),
    Bill("Other", 4, 1_000, "Donation to the library"),
    Bill("Other", 8, 690, "Bank account"),
)

# What the household meant to spend a month. Housing does not stretch to the bills of the 1st,
# leisure not to a month with a concert: an overspent budget is what the pages have to show well.
BUDGETS = {
    "Food": 640,
    "Housing": 1_250,
    "Transport": 220,
    "Health": 90,
    "Leisure": 120,
    "Clothing": 130,
    "Education": 60,
    "Gifts": 60,
    "Travel": 150,
}

FOOD_BEFORE_THE_RAISE = 580

SAMPLE_SHARE = 0.75
"""How much of the household's shopping is enough to look around."""

SAMPLE_BUDGETS = {
    "Food": 620,
    "Housing": 1_450,
    "Transport": 220,
    "Health": 80,
    "Leisure": 120,
    "Clothing": 100,
}
"""What it means to spend a month on what it buys then, in euros."""


def purchases(first: date, last: date, *, share: float = 1.0) -> list[Purchase]:
    """What the household bought from `first` to `last`, oldest first: about 900 purchases a year.

    All bills are among them, and of the rest about the `share`.
    """
    # Not a secret: the seed makes the days the same for everybody.
    dice = random.Random(last.year * 100 + last.month)  # noqa: S311
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [purchase for day in days for purchase in _on(day, dice, share)]


def _on(day: date, dice: random.Random, share: float) -> Iterator[Purchase]:
    for bill in BILLS:
        if bill.day == day.day and day.month in bill.months:
            cents = bill.cents + dice.randint(-bill.swing, bill.swing)
            yield Purchase(day, bill.category, cents, bill.description)
    for habit in HABITS:
        # Weekends are for shopping: the same habit, more often.
        chance = share * habit.per_week / 7 * (1.35 if day.weekday() >= 4 else 0.75)
        if dice.random() < chance and day.month in habit.months:
            cents = dice.randint(habit.low * 100, habit.high * 100)
            yield Purchase(day, habit.category, cents, dice.choice(habit.descriptions))
