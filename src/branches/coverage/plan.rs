//! A target of new societies split over places by their uncovered panchayats: largest remainder, so that the shares are the target.

/// Shares of a total by weights, in their order: each place with a weight gets the floor first, the rest goes by the method of the
/// largest remainder, a tie to the earlier place. `None`: the total does not reach the floor, or there is no weight at all.
pub fn split(total: u64, weights: &[u64], floor: u64) -> Option<Vec<u64>> {
    let all: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let places = weights.iter().filter(|weight| **weight > 0).count() as u64;
    let rest = total.checked_sub(floor.checked_mul(places)?)?;
    if all == 0 {
        return (total == 0).then(|| vec![0; weights.len()]);
    }
    let parts = weights.iter().map(|weight| u128::from(rest) * u128::from(*weight));
    let (mut shares, mut remainders) = (Vec::with_capacity(weights.len()), Vec::with_capacity(weights.len()));
    for (at, (part, weight)) in parts.zip(weights).enumerate() {
        // A part of the rest is no larger than it.
        let whole = u64::try_from(part / all).unwrap_or(rest);
        shares.push(if *weight > 0 { floor + whole } else { 0 });
        remainders.push((part % all, at));
    }
    let given: u64 = shares.iter().sum();
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left = usize::try_from(total - given).unwrap_or(0);
    for (_, at) in remainders.into_iter().filter(|(_, at)| weights[*at] > 0).take(left) {
        shares[at] += 1;
    }
    Some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_the_target_whatever_the_weights() {
        assert_eq!(split(10, &[1, 1, 1], 0), Some(vec![4, 3, 3]), "a tie goes to the earlier place");
        assert_eq!(split(7, &[50, 30, 20, 0], 1), Some(vec![3, 2, 2, 0]));
        assert_eq!(split(2, &[5, 5, 5], 1), None, "the floor alone is more");
        assert_eq!(split(3, &[5, 5, 5], 1), Some(vec![1, 1, 1]));
        assert_eq!((split(5, &[0, 0], 0), split(0, &[0, 0], 0)), (None, Some(vec![0, 0])));
        let mut seed = 7_u64;
        for _ in 0..2000 {
            let mut next = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                seed >> 40
            };
            let weights: Vec<u64> = (0..next() % 40 + 1).map(|_| next() % 300).collect();
            let (total, floor) = (next() % 5000, next() % 3);
            let Some(shares) = split(total, &weights, floor) else { continue };
            assert_eq!(shares.iter().sum::<u64>(), total);
            let exact: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
            for (share, weight) in shares.iter().zip(&weights) {
                assert!((*weight > 0) || *share == 0);
                let places = weights.iter().filter(|weight| **weight > 0).count() as u64;
                let quota = u128::from(total - floor * places) * u128::from(*weight) / exact.max(1);
                let above = u128::from(share.saturating_sub(if *weight > 0 { floor } else { 0 }));
                assert!(above == quota || above == quota + 1, "within one of its quota");
            }
        }
    }
}
