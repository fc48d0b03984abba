//! Schedule arithmetic.
