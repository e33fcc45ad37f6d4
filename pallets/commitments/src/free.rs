//! Commitments in the pool: a direct one that would succeed costs nothing, and a neuron has one place. One that would fail pays, so that
//! clients get the error of the call; where there is nothing to pay with, it is refused.

use crate::{Call, CommitmentBook, CommitmentInfo, Config, Data, Error, Pallet};
use codec::Decode;
use frame_support::{
	pallet_prelude::{DispatchError, Get},
	traits::{IsSubType, PalletInfoAccess},
};
use pallet_subtensor::{
	Ledger,
	guards::{FreeCall, FreeCalls, Kind, Refusal, Terms},
};
use sp_runtime::ModuleError;
use subtensor_types::{RAO_PER_TAO, Rao};

/// The most items that the check reads: the subnet, the neuron, two of the beacon, the epoch, what was used, the budget, and the signer's
/// account.
const CHECK_READS: u64 = 8;

/// More than most commitments cost that fail, in rao.
const FEE: Rao = RAO_PER_TAO / 1_000;

impl<T: Config> FreeCalls<T> for Pallet<T>
where
	<T as frame_system::Config>::RuntimeCall: IsSubType<Call<T>>,
{
	fn of(call: &<T as frame_system::Config>::RuntimeCall) -> Option<FreeCall<'_, T>> {
		let Call::set_commitment { netuid, info } = call.is_sub_type()? else {
			return None;
		};
		let check = move |hotkey: &T::AccountId| match CommitmentBook::<T>::check(hotkey, *netuid, info) {
			Ok(_usage) => Ok(terms(info)),
			Err(_error) if Ledger::<T>::spendable(hotkey) >= FEE => Ok(Terms::Paid),
			Err(error) => Err(DispatchError::from(error)),
		};
		Some(FreeCall::of_neuron(Kind::Commitment, *netuid, CHECK_READS, check))
	}

	fn refusal(error: DispatchError) -> Refusal {
		let DispatchError::Module(ModuleError { index, error, .. }) = error else {
			return Refusal::BadRequest;
		};
		if usize::from(index) != Pallet::<T>::index() {
			return Refusal::BadRequest;
		}
		match Error::<T>::decode(&mut &error[..]) {
			Ok(Error::AccountNotAllowedCommit) => Refusal::HotKeyNotRegisteredInSubNet,
			Ok(Error::SpaceLimitExceeded) => Refusal::SpaceLimitExceeded,
			Ok(Error::TimelockRevealFailedNotAllowed) => Refusal::TimelockRevealFailedNotAllowed,
			Ok(Error::InvalidRevealRound) => Refusal::InvalidRevealRound,
			Ok(Error::__Ignore(..)) | Err(_) => Refusal::BadRequest,
		}
	}
}

/// A commitment that ends bonds costs a row per neuron, so it pays; any other is free.
fn terms<Fields: Get<u32>>(info: &CommitmentInfo<Fields>) -> Terms {
	if info.fields.contains(&Data::ResetBondsFlag) {
		Terms::Paid
	} else {
		Terms::Free
	}
}
