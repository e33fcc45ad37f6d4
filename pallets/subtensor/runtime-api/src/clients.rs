//! The questions of existing clients, under the names that they know.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::Codec;
use pallet_subtensor::{
	LockState,
	views::clients::{
		hyperparameters::{HyperparamEntry, SubnetHyperparams, SubnetHyperparamsV2},
		metagraph::{Metagraph, SelectiveMetagraph},
		neuron::{NeuronInfo, NeuronInfoLite},
		staking::{DelegateInfo, Delegated, StakeAvailability, StakeInfo},
		subnet::{DynamicInfo, SubnetInfo, SubnetInfov2, SubnetState},
		swap::{SimSwapResult, SubnetPrice},
	},
};
use subtensor_types::{MechId, NetUid, Rao, U64F64, Uid};

sp_api::decl_runtime_apis! {
	/// Subnets. Where there is no such subnet, or mechanism, the answer is `None`.
	pub trait SubnetInfoRuntimeApi<AccountId>
	where
		AccountId: Codec,
	{
		/// A subnet's parameters and state.
		fn get_subnet_info(netuid: NetUid) -> Option<SubnetInfo<AccountId>>;

		/// The same of all subnets, root among them, by ascending netuid.
		fn get_subnets_info() -> Vec<Option<SubnetInfo<AccountId>>>;

		/// A subnet's parameters and state with its identity.
		fn get_subnet_info_v2(netuid: NetUid) -> Option<SubnetInfov2<AccountId>>;

		/// The same of all subnets, root among them, by ascending netuid.
		fn get_subnets_info_v2() -> Vec<Option<SubnetInfov2<AccountId>>>;

		/// Hyperparameters in the first version.
		fn get_subnet_hyperparams(netuid: NetUid) -> Option<SubnetHyperparams>;

		/// Hyperparameters in the second version.
		fn get_subnet_hyperparams_v2(netuid: NetUid) -> Option<SubnetHyperparamsV2>;

		/// Hyperparameters by name.
		fn get_subnet_hyperparams_v3(netuid: NetUid) -> Option<Vec<HyperparamEntry>>;

		/// Subnets as markets, root among them, by ascending netuid.
		fn get_all_dynamic_info() -> Vec<Option<DynamicInfo<AccountId>>>;

		/// A subnet as a market.
		fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo<AccountId>>;

		/// A subnet with all its neurons.
		fn get_metagraph(netuid: NetUid) -> Option<Metagraph<AccountId>>;

		/// The same of all subnets, root among them, by ascending netuid.
		fn get_all_metagraphs() -> Vec<Option<Metagraph<AccountId>>>;

		/// A mechanism of a subnet with all its neurons.
		fn get_mechagraph(netuid: NetUid, mecid: MechId) -> Option<Metagraph<AccountId>>;

		/// The same of all mechanisms of all subnets.
		fn get_all_mechagraphs() -> Vec<Option<Metagraph<AccountId>>>;

		/// Chosen fields of a subnet with all its neurons, by their numbers.
		fn get_selective_metagraph(netuid: NetUid, metagraph_indexes: Vec<u16>) -> Option<SelectiveMetagraph<AccountId>>;

		/// Chosen fields of a mechanism of a subnet with all its neurons, by their numbers.
		fn get_selective_mechagraph(netuid: NetUid, subid: MechId, metagraph_indexes: Vec<u16>) -> Option<SelectiveMetagraph<AccountId>>;

		/// The neurons of a subnet in columns.
		fn get_subnet_state(netuid: NetUid) -> Option<SubnetState<AccountId>>;

		/// Where a coldkey's miners' pay on a subnet is staked, if it chose so.
		fn get_coldkey_auto_stake_hotkey(coldkey: AccountId, netuid: NetUid) -> Option<AccountId>;

		/// The account that keeps a subnet's stake, lock and pending emission.
		fn get_subnet_account_id(netuid: NetUid) -> Option<AccountId>;

		/// The block of a subnet's next epoch, if no other delays it.
		fn get_next_epoch_start_block(netuid: NetUid) -> Option<u64>;

		/// The subnet that creating one in this block would close, if there is no room.
		fn get_subnet_to_prune() -> Option<NetUid>;
	}

	/// Neurons.
	pub trait NeuronInfoRuntimeApi<AccountId>
	where
		AccountId: Codec,
	{
		/// All neurons of a subnet.
		fn get_neurons(netuid: NetUid) -> Vec<NeuronInfo<AccountId>>;

		/// A neuron.
		fn get_neuron(netuid: NetUid, uid: Uid) -> Option<NeuronInfo<AccountId>>;

		/// All neurons of a subnet, without weights and bonds.
		fn get_neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite<AccountId>>;

		/// A neuron, without weights and bonds.
		fn get_neuron_lite(netuid: NetUid, uid: Uid) -> Option<NeuronInfoLite<AccountId>>;
	}

	/// Stakes.
	pub trait StakeInfoRuntimeApi<AccountId>
	where
		AccountId: Codec + Ord,
	{
		/// All stakes of a coldkey.
		fn get_stake_info_for_coldkey(coldkey_account: AccountId) -> Vec<StakeInfo<AccountId>>;

		/// All stakes of coldkeys.
		fn get_stake_info_for_coldkeys(coldkey_accounts: Vec<AccountId>) -> Vec<(AccountId, Vec<StakeInfo<AccountId>>)>;

		/// The stake of a coldkey on a hotkey and subnet, be it nothing.
		fn get_stake_info_for_hotkey_coldkey_netuid(
			hotkey_account: AccountId,
			coldkey_account: AccountId,
			netuid: NetUid,
		) -> Option<StakeInfo<AccountId>>;

		/// How much of coldkeys' stake can leave, per subnet; of all subnets where none are named.
		fn get_stake_availability_for_coldkeys(
			coldkey_accounts: Vec<AccountId>,
			netuids: Option<Vec<NetUid>>,
		) -> BTreeMap<AccountId, BTreeMap<NetUid, StakeAvailability>>;

		/// The lock of a coldkey's stake on a subnet: none.
		fn get_coldkey_lock(coldkey: AccountId, netuid: NetUid) -> Option<LockState>;

		/// The conviction of locks on a hotkey and subnet: 0.
		fn get_hotkey_conviction(hotkey: AccountId, netuid: NetUid) -> U64F64;

		/// The hotkey with most conviction on a subnet: none.
		fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<AccountId>;

		/// Rao that moving stake from one place to another costs beside the transaction's own fee; no place is the balance.
		fn get_stake_fee(
			origin: Option<(AccountId, NetUid)>,
			origin_coldkey_account: AccountId,
			destination: Option<(AccountId, NetUid)>,
			destination_coldkey_account: AccountId,
			amount: u64,
		) -> u64;
	}

	/// Hotkeys as delegates.
	pub trait DelegateInfoRuntimeApi<AccountId>
	where
		AccountId: Codec,
	{
		/// All hotkeys that have an owner.
		fn get_delegates() -> Vec<DelegateInfo<AccountId>>;

		/// A hotkey, if it has an owner.
		fn get_delegate(delegate_account: AccountId) -> Option<DelegateInfo<AccountId>>;

		/// The delegates on which a coldkey stakes, once per subnet, with its stake there.
		fn get_delegated(delegatee_account: AccountId) -> Vec<Delegated<AccountId>>;
	}

	/// Dividends of root stake that are kept in baskets of other subnets' stake, in another place than here: here they are paid into
	/// root stake, and shown with it.
	pub trait BetaBasketRuntimeApi<AccountId>
	where
		AccountId: Codec,
	{
		/// Rao that are kept so for a coldkey: 0.
		fn get_root_basket_owed(coldkey: AccountId) -> Rao;

		/// The hotkeys with such baskets of a coldkey, its part in each and the rao that it would bring: none.
		fn get_root_basket_positions(coldkey: AccountId) -> Vec<(AccountId, u64, Rao)>;
	}

	/// Prices of a market without a market: one TAO staked is one TAO.
	pub trait SwapRuntimeApi {
		/// Rao per staked TAO: always 1,000,000,000.
		fn current_alpha_price(netuid: NetUid) -> u64;

		/// The same of all subnets, root among them, by ascending netuid.
		fn current_alpha_price_all() -> Vec<SubnetPrice>;

		/// What so many rao would stake: as many.
		fn sim_swap_tao_for_alpha(netuid: NetUid, tao: Rao) -> SimSwapResult;

		/// What so many staked rao would pay: as many.
		fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: Rao) -> SimSwapResult;
	}
}
