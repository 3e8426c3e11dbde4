"""Forms of counts, supply and plans; none has a field a person could stand in."""
