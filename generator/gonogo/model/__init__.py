"""The records of the program: releases, people, events, judgements. Frozen, without input or output."""
