//! Fetching pulses: the off-chain worker of a node asks the beacon's HTTP servers for those that come next, and hands them to its pool.
//!
//! A node runs it after each block that it imports; by default only authorities do (`--offchain-worker`). Nothing it does can stop the chain: what
//! servers answer is bounded in time and size, and verified before it is handed on.

use crate::{
	BeaconConfig, BeaconConfiguration, CATCH_UP, Call, Config, LastStoredRound, MAX_PULSES, Pulse, PulseBook,
	PulsesPayload, TestSecret,
};
use alloc::{format, string::String, vec::Vec};
use core::marker::PhantomData;
use frame_support::pallet_prelude::Get;
use frame_system::offchain::SubmitTransaction;
use serde::Deserialize;
use sp_io::offchain::timestamp;
use sp_runtime::offchain::{
	Duration, Timestamp,
	http::{PendingRequest, Request, Response},
	storage_lock::{StorageLock, Time},
};
use subtensor_types::RoundNumber;

/// Servers of the League of Entropy, asked in turn.
const SERVERS: [&str; 4] = [
	"https://api.drand.sh",
	"https://api2.drand.sh",
	"https://api3.drand.sh",
	"https://drand.cloudflare.com",
];
/// The longest answer that is read, in bytes. A pulse takes some 240.
const LONGEST_ANSWER: usize = 1_024;
/// Milliseconds after which a worker that was stopped no longer keeps others from fetching.
const LOCKED_FOR: u64 = 60_000;
/// Where the lock is.
const LOCK: &[u8] = b"drand/fetching";

/// Why no pulse came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
	/// No answer in time.
	Unreachable,
	/// An answer that says that there is no such pulse, or an error of the server.
	Status(u16),
	/// An answer too long, or none that could be understood.
	Answer,
	/// A pulse that the beacon did not make.
	Unverified,
}

/// What a server says of a round; there is more in it.
#[derive(Deserialize)]
struct Answer {
	round: RoundNumber,
	signature: String,
}

/// Asks the servers. Writes nothing on the chain.
pub struct Fetcher<T>(PhantomData<T>);

impl<T: Config> Fetcher<T> {
	/// Fetches the pulses that come next, if any are due, and submits them. One worker at a time.
	pub fn run() {
		let mut lock = StorageLock::<Time>::with_deadline(LOCK, Duration::from_millis(LOCKED_FOR));
		let Ok(_guard) = lock.try_lock() else { return };
		let rounds = Self::wanted();
		if rounds.is_empty() {
			return;
		}
		let pulses = Self::fetch(&rounds);
		let Some((first, last)) = pulses.first().zip(pulses.last()) else {
			log::warn!(target: "drand", "no server has the pulse of round {}", rounds.first().unwrap_or(&0));
			return;
		};
		log::debug!(target: "drand", "fetched the pulses of rounds {} to {}", first.round, last.round);
		Self::submit(pulses);
	}

	/// The rounds to ask for: those that come next, as far as they are over by this node's clock.
	pub(crate) fn wanted() -> Vec<RoundNumber> {
		let config = BeaconConfig::<T>::get();
		let has_servers = config.hash != [0; 32] && !TestSecret::<T>::exists();
		if !has_servers || PulseBook::<T>::is_changing_beacons() {
			return Vec::new();
		}
		let now = config.round_at(timestamp().unix_millis());
		let last = LastStoredRound::<T>::get();
		let behind = now.saturating_sub(last); // clamp: ahead of the clock is not behind
		let first = if last == 0 || behind > CATCH_UP {
			now
		} else {
			last.saturating_add(1) // clamp: the last round of all never comes
		};
		let most = first.saturating_add(u64::from(MAX_PULSES).saturating_sub(1)); // clamp: as above
		(first.max(1)..=now.min(most)).collect()
	}

	/// The pulses of the first of these rounds, as many as come in a row: of each server in turn what the ones before did not have.
	fn fetch(rounds: &[RoundNumber]) -> Vec<Pulse> {
		let config = BeaconConfig::<T>::get();
		let mut pulses = Vec::new();
		for server in SERVERS {
			let missing = rounds.get(pulses.len()..).unwrap_or_default();
			if missing.is_empty() {
				break;
			}
			for answer in Self::ask(server, &config, missing) {
				match answer {
					Ok(pulse) => pulses.push(pulse),
					Err(failure) => {
						log::debug!(target: "drand", "{server}: {failure:?}");
						break;
					}
				}
			}
			// What has come is worth more than what may come of slower servers.
			if !pulses.is_empty() {
				break;
			}
		}
		pulses
	}

	/// What a server says of these rounds, in their order. All are asked for at once.
	fn ask(
		server: &str,
		config: &BeaconConfiguration,
		rounds: &[RoundNumber],
	) -> Vec<Result<Pulse, Failure>> {
		let deadline = timestamp().add(Duration::from_millis(T::HttpFetchTimeout::get()));
		let hash = hex(&config.hash);
		let sent: Vec<Result<PendingRequest, Failure>> = rounds
			.iter()
			.map(|round| {
				Request::get(&format!("{server}/{hash}/public/{round}"))
					.deadline(deadline)
					.send()
					.map_err(|_| Failure::Unreachable)
			})
			.collect();
		sent.into_iter()
			.zip(rounds)
			.map(|(request, round)| {
				let response = request?
					.try_wait(deadline)
					.ok()
					.and_then(Result::ok)
					.ok_or(Failure::Unreachable)?;
				let pulse = read(response, deadline, *round)?;
				PulseBook::<T>::verify(core::slice::from_ref(&pulse)).map_err(|_| Failure::Unverified)?;
				Ok(pulse)
			})
			.collect()
	}

	fn submit(pulses: Vec<Pulse>) {
		let Ok(pulses) = pulses.try_into() else { return };
		let call = Call::write_pulse {
			pulses_payload: PulsesPayload { pulses },
			signature: None,
		};
		let submitted = SubmitTransaction::<T, Call<T>>::submit_transaction(T::create_bare(call.into()));
		if submitted.is_err() {
			// Another node's are there already, or longer ones.
			log::debug!(target: "drand", "the pool did not take the pulses");
		}
	}
}

/// The pulse in a server's answer.
fn read(response: Response, deadline: Timestamp, round: RoundNumber) -> Result<Pulse, Failure> {
	if response.code != 200 {
		return Err(Failure::Status(response.code));
	}
	let mut body = response.body();
	body.deadline(deadline);
	let bytes: Vec<u8> = body.by_ref().take(LONGEST_ANSWER.saturating_add(1)).collect(); // clamp: a small constant
	if body.error().is_some() {
		return Err(Failure::Unreachable);
	}
	parse(&bytes, round).ok_or(Failure::Answer)
}

/// The pulse of this round that the bytes describe.
pub(crate) fn parse(bytes: &[u8], round: RoundNumber) -> Option<Pulse> {
	if bytes.len() > LONGEST_ANSWER {
		return None;
	}
	let answer: Answer = serde_json::from_slice(bytes).ok()?;
	let signature = unhex(&answer.signature)?;
	(answer.round == round).then(|| Pulse::new(round, signature))
}

fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Exactly these bytes in hexadecimal digits, without a prefix.
fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
	if text.len() != N.checked_mul(2)? || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
		return None;
	}
	let mut bytes = [0; N];
	for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
		*byte = u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()?;
	}
	Some(bytes)
}
