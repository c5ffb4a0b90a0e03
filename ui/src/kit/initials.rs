//! What a card says in short. Pure.

/// Up to two letters that stand for a name until its picture is there.
pub fn initials(name: &str) -> String {
    name.split(|letter: char| letter.is_whitespace() || letter == '-')
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_letters_at_most() {
        assert_eq!(initials("Kara Volkov II"), "KV");
        assert_eq!(initials("xin"), "X");
        assert_eq!(initials("Jean-Luc Oryx"), "JL");
        assert_eq!(initials("'Mad' Max"), "MM");
        assert_eq!(initials(""), "");
    }
}
