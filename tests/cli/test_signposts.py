"""`porchlight signposts check`: every number, and what is missing before a public opening."""

from tests.test_cli import refused, run


def test_it_tells_of_every_country_and_which_are_not_ready() -> None:
    every = run("signposts", "check")
    assert every.returncode == 0
    assert len(every.stdout.splitlines()) == 2 + 29
    some = run("signposts", "check", "gb", "AT")
    assert some.returncode == 1, "nobody has confirmed any of them"
    [austria] = [line.split() for line in some.stdout.splitlines() if line.startswith("AT")]
    assert austria == ["AT", "0", "0", "1", "0", "fewer", "than", "two", "for", "adults"]
    assert some.stdout.splitlines()[-1] == "Not ready for a public opening: GB, AT"


def test_a_country_that_is_not_there_is_named() -> None:
    assert refused("signposts", "check", "XX").startswith("porchlight: XX is not in the files; they have AR, AT")
