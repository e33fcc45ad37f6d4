//! The vocabulary of the chain: network ids, units of money, bounded lists and endpoints of miners.
//!
//! Nothing here reads storage or does arithmetic on money; the rules live in the other primitives.
//! Every type is part of what clients see: its SCALE encoding and its metadata are a contract.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic
)]
#![cfg_attr(
	test,
	allow(
		clippy::unwrap_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects
	)
)]

extern crate alloc;

mod axon;
mod bounded;
mod certificate;
mod fixed;
mod mechanism;
mod money;
mod netuid;
mod shares;
mod timelock;

pub use axon::{AxonInfo, Endpoint, EndpointError, PrometheusInfo};
pub use bounded::Bounded;
pub use certificate::NeuronCertificate;
pub use fixed::{I32F32, I64F64, I96F32, U64F64};
pub use mechanism::{MechId, Mechanism, NetUidStorageIndex};
pub use money::{EXISTENTIAL_DEPOSIT, RAO_PER_TAO, Rao};
pub use netuid::NetUid;
pub use shares::Shares;
pub use timelock::{Opening, RoundNumber, Timelock, TimelockError};

/// Position of a neuron within its subnet, `0..SubnetworkN`.
pub type Uid = u16;
