"""Who is there for what is new: on duty, and not resting. As SQL, since the database alone knows both, and the time.

Whoever rests (rests.py) is on duty for what they have, and counts nowhere else: with nobody else there the place is
as it is when nobody is on duty, and calls whoever is on call.
"""

THERE = """(
    select d.account_id from duties d where d.until > clock_timestamp() and not exists (
        select 1 from rests r where r.account_id = d.account_id and r.until > clock_timestamp() and not r.lifted))"""
"""The accounts, as a subquery of one column."""
NOBODY = f"not exists (select 1 from {THERE} there)"
