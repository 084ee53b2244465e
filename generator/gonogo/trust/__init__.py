"""The facts that git history proves about decisions, waivers, answers and outcomes."""
