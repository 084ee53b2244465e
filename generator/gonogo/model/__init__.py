"""The records of the program: releases, people, events, judgements. Immutable, without input or output."""
