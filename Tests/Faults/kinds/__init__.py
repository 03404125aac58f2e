"""The kinds of faults: a module each, or one for kinds that are alike. Each has `cases(sweep)`."""
