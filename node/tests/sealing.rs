//! A sealing node makes blocks that the runtime accepts, and finalises them.
//!
//! Needs the runtime's Wasm: it fails where the node was built with SKIP_WASM_BUILD.

use serde_json::{Value, json};
use std::{
	io::{BufRead, BufReader, Read, Write},
	net::TcpStream,
	process::{Child, Command, Stdio},
	thread::sleep,
	time::Duration,
};

/// A running node; it ends with this value.
struct Node {
	process: Child,
	rpc: String,
}

impl Node {
	/// A development node that seals by `mode`, once its RPC listens.
	fn start(mode: &str) -> Self {
		let mut process = Command::new(env!("CARGO_BIN_EXE_subtensor-node"))
			.args([
				"--dev",
				"--rpc-port=0",
				"--port=0",
				"--no-prometheus",
				"--sealing",
				mode,
			])
			.stderr(Stdio::piped())
			.spawn()
			.expect("cargo built the binary before this test; qed");
		let log = process.stderr.take().expect("stderr is piped; qed");
		let mut lines = BufReader::new(log).lines().map_while(Result::ok);
		let rpc = lines
			.find_map(|line| Some(line.split_once("addr=")?.1.split(',').next()?.to_owned()))
			.expect("the node logs the address of its RPC");
		// The pipe must not fill up while the node runs.
		std::thread::spawn(move || lines.for_each(drop));
		Self { process, rpc }
	}

	/// The result of an RPC call.
	fn call(&self, method: &str, parameters: Value) -> Value {
		let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters }).to_string();
		let mut stream = TcpStream::connect(&self.rpc).expect("the node listens");
		write!(
			stream,
			"POST / HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
			 Connection: close\r\n\r\n{body}",
			self.rpc,
			body.len(),
		)
		.expect("the node reads");
		let mut response = String::new();
		stream.read_to_string(&mut response).expect("the node answers");
		let (_, body) = response.split_once("\r\n\r\n").expect("a body follows the head");
		let answer: Value = serde_json::from_str(body).expect("the body is JSON");
		answer
			.get("result")
			.unwrap_or_else(|| panic!("{method}: {answer}"))
			.clone()
	}

	/// The number of the last final block.
	fn finalized(&self) -> u64 {
		let hash = self.call("chain_getFinalizedHead", json!([]));
		let header = self.call("chain_getHeader", json!([hash]));
		let number = header["number"]
			.as_str()
			.expect("numbers are hexadecimal strings");
		u64::from_str_radix(number.trim_start_matches("0x"), 16).expect("numbers are hexadecimal")
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		// The process may have ended by itself, which a failing test has then noticed.
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

#[test]
fn manual_should_seal_when_rpc_asks() {
	let node = Node::start("manual");
	assert_eq!(node.finalized(), 0);
	for number in 1..=5 {
		node.call("engine_createBlock", json!([true, true]));
		assert_eq!(node.finalized(), number);
	}

	let block = node.call("engine_createBlock", json!([true, false]));
	assert_eq!(node.finalized(), 5);
	node.call("engine_finalizeBlock", json!([block["hash"]]));
	assert_eq!(node.finalized(), 6);
}

#[test]
fn interval_should_seal_when_period_is_over() {
	let node = Node::start("interval=50");
	for _ in 0..100 {
		if node.finalized() >= 5 {
			return;
		}
		sleep(Duration::from_millis(100));
	}
	panic!("no 5 blocks in 10 seconds");
}
