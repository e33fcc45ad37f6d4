//! Steps 9 to 11 and 14, bonds: a validator's stake in the neurons that it rated well, early and for long.
//!
//! - [`penalty`]: the weights that bonds grow from.
//! - [`classic`]: how the bonds of this epoch follow from those weights, from stake and from the old bonds.
//! - [`storage`]: which old bonds still count, and the form in which new ones go to the next epoch.
//!
//! Bonds are worked on by column - for every neuron, who holds how much - because all scaling is within a
//! column. Work is proportional to the number of entries.

pub mod classic;
pub mod penalty;
pub mod storage;
