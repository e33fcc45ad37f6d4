//! Money, from outside the pallet: the accounts, the issuance, and the events of `pallet_balances`.

use super::{ACCOUNTS_SUM_UP, Block, Finding, ISSUANCE_IS_EXPLAINED};
use frame_system::Phase;
use pallet_balances::Event as Money;
use pallet_subtensor::{Event, FirstHalving, Ledger};
use subtensor_emission::Schedule;
use subtensor_runtime::{Balances, Runtime, RuntimeEvent};

pub(super) fn check(block: &Block) -> Vec<Finding> {
	let mut findings = Vec::new();
	let issuance = Balances::total_issuance();
	let held: u128 = frame_system::Account::<Runtime>::iter_values()
		.map(|account| u128::from(account.data.free) + u128::from(account.data.reserved))
		.sum();
	if held != u128::from(issuance) {
		findings.push(Finding::new(
			ACCOUNTS_SUM_UP,
			format!("accounts hold {held} rao, issuance is {issuance}"),
		));
	}
	let moved: i128 = block.events.iter().map(|record| moved(&record.event)).sum();
	let changed = i128::from(issuance) - i128::from(block.issuance_before);
	let mut unexplained = vec![];
	if moved != changed {
		unexplained.push(format!(
			"issuance changed by {changed} rao, accounts by {moved} by their events"
		));
	}
	unexplained.extend(hooks(block));
	for (index, applied) in block.applied.iter().enumerate() {
		unexplained.extend(extrinsic(block, index).map(|what| format!("{}: {what}", applied.name)));
	}
	findings.extend(
		unexplained
			.into_iter()
			.map(|what| Finding::new(ISSUANCE_IS_EXPLAINED, what)),
	);
	findings
}

/// By how much an event changes what all accounts hold together.
fn moved(event: &RuntimeEvent) -> i128 {
	let RuntimeEvent::Balances(event) = event else {
		return 0;
	};
	match event {
		Money::Deposit { amount, .. } | Money::Minted { amount, .. } | Money::Restored { amount, .. } => {
			i128::from(*amount)
		}
		Money::Withdraw { amount, .. }
		| Money::Burned { amount, .. }
		| Money::BurnedHeld { amount, .. }
		| Money::Slashed { amount, .. }
		| Money::Suspended { amount, .. }
		| Money::DustLost { amount, .. } => -i128::from(*amount),
		_ => 0,
	}
}

/// What an event says is gone for good, to be mined again: dust, and what its owner burned.
fn burned(event: &RuntimeEvent) -> i128 {
	match event {
		RuntimeEvent::SubtensorModule(Event::Recycled { amount, .. })
		| RuntimeEvent::Balances(Money::DustLost { amount, .. } | Money::Burned { amount, .. }) => {
			i128::from(*amount)
		}
		RuntimeEvent::TransactionPayment(pallet_transaction_payment::Event::TransactionFeePaid {
			actual_fee,
			..
		}) => i128::from(*actual_fee),
		_ => 0,
	}
}

/// The hooks mint what the schedule says, once, if there is a plan; else they only recycle.
fn hooks(block: &Block) -> Option<String> {
	let in_hooks = || {
		block
			.events
			.iter()
			.filter(|record| !matches!(record.phase, Phase::ApplyExtrinsic(_)))
			.map(|record| &record.event)
	};
	let minted: Vec<u64> = in_hooks()
		.filter_map(|event| match event {
			RuntimeEvent::Balances(Money::Deposit { who, amount })
				if *who == Ledger::<Runtime>::emission_pot() =>
			{
				Some(*amount)
			}
			_ => None,
		})
		.collect();
	let schedule = Schedule::new(FirstHalving::<Runtime>::get())?;
	let due = schedule.block_emission(block.issuance_before);
	let once = match minted[..] {
		[] => due == 0 || !block.had_plan,
		[amount] => amount == due,
		_ => false,
	};
	if !once {
		return Some(format!("minted {minted:?} rao, due are {due}"));
	}
	let moved: i128 = in_hooks().map(moved).sum();
	let burned: i128 = in_hooks().map(burned).sum();
	let minted: i128 = minted.into_iter().map(i128::from).sum();
	(moved != minted - burned).then(|| {
		format!("hooks minted {minted} rao and say that {burned} are gone, but changed accounts by {moved}")
	})
}

/// An extrinsic burns its fee, what it says, and the price of a registration as it was before the call. Registrations inside other
/// calls may raise the price for each other.
fn extrinsic(block: &Block, index: usize) -> Option<String> {
	let moved: i128 = block.events_of(index).map(moved).sum();
	let burned: i128 = block.events_of(index).map(burned).sum();
	let gone = -moved - burned - lost_refund(block, index);
	let registers = block
		.events_of(index)
		.any(|event| matches!(event, RuntimeEvent::SubtensorModule(Event::NeuronRegistered(..))));
	let price = block
		.applied
		.get(index)?
		.price
		.filter(|_price| registers)
		.map(i128::from);
	let explained = match price {
		Some(price) => gone == price,
		None => gone == 0 || (registers && gone > 0),
	};
	(!explained).then(|| format!("{gone} rao are gone, the price of a registration is {price:?}"))
}

/// What of a prepaid fee was not paid back because the payer had nothing left by then: FRAME burns it.
fn lost_refund(block: &Block, index: usize) -> i128 {
	let Some(payer) = block
		.applied
		.get(index)
		.and_then(|applied| applied.signer.as_ref())
	else {
		return 0;
	};
	let (mut prepaid, mut paid, mut last_deposit) = (None, None, 0);
	for event in block.events_of(index) {
		match event {
			// The first thing that happens.
			RuntimeEvent::Balances(Money::Withdraw { who, amount }) if who == payer => {
				prepaid = prepaid.or(Some(*amount));
			}
			// The last thing that happens.
			RuntimeEvent::Balances(Money::Deposit { who, amount }) if who == payer => last_deposit = *amount,
			RuntimeEvent::TransactionPayment(pallet_transaction_payment::Event::TransactionFeePaid {
				actual_fee,
				..
			}) => paid = Some(*actual_fee),
			_ => {}
		}
	}
	match (prepaid, paid) {
		(Some(prepaid), Some(paid)) if prepaid.checked_sub(last_deposit) != Some(paid) => {
			i128::from(prepaid) - i128::from(paid)
		}
		_ => 0,
	}
}
