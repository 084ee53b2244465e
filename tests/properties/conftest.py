"""How the laws are tried: without a deadline, since a busy machine is no finding."""

from hypothesis import HealthCheck, settings

settings.register_profile("laws", deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("laws")
