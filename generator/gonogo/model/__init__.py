"""The records of the program, such as releases, people, events and judgements. They are immutable and do no I/O."""
