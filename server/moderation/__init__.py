"""From words to who looks and how fast: normalise, rules, assess, policy; cases, alerts; signposts."""
