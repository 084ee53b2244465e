"""What git history proves about decisions, waivers, answers and outcomes."""
