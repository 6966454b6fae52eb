//! Cases over a register in memory.
