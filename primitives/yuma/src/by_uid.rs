//! Vectors with one value per uid: walking them together with their uids, and looking one value up.

/// All uids in order; zip it with a vector that has one value per uid.
pub fn uids() -> impl Iterator<Item = u16> + Clone {
	// All fit. An inclusive range is slower, as every step asks whether it was the last one.
	(0_u32..1 << 16).map(|uid| uid as u16)
}

/// The value of `uid`; the default where the vector is too short, which a validated input rules out.
pub fn at<V: Copy + Default>(values: &[V], uid: u16) -> V {
	values.get(usize::from(uid)).copied().unwrap_or_default()
}
