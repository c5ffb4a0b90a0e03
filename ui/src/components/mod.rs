//! What the pages are made of; each does one thing.

pub mod acknowledge_panel;
pub mod age;
pub mod armed;
pub mod ask_line;
pub mod banner;
pub mod banners;
pub mod board_list;
pub mod board_parts;
pub mod card;
pub mod card_actions;
pub mod card_mark;
pub mod card_notes;
pub mod class_chips;
pub mod client_id;
pub mod copy_field;
pub mod dialog;
pub mod filter_bar;
pub mod filter_menu;
pub mod find_main_panel;
pub mod help_overlay;
pub mod hull_icon;
pub mod hull_row;
pub mod hull_table;
pub mod icon;
pub mod key_place;
pub mod level_shape;
pub mod live_state;
pub mod notice_line;
pub mod open_menu;
pub mod place_field;
pub mod popover;
pub mod portrait;
pub mod put_under_panel;
pub mod rail;
pub mod save_bar;
pub mod search_box;
pub mod search_chips;
pub mod segments;
pub mod sign_in_box;
pub mod snooze_panel;
pub mod snooze_question;
pub mod states;
pub mod stepper;
pub mod switch;
pub mod tag;
pub mod text_field;
pub mod top_bar;
pub mod welcome;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// All files in a folder and below, with their names.
    fn files(folder: &str) -> Vec<(String, String)> {
        fn collect(folder: &Path, all: &mut Vec<(String, String)>) {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    collect(&path, all);
                } else {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    all.push((name, fs::read_to_string(&path).unwrap()));
                }
            }
        }
        let mut all = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut all);
        all
    }

    fn code() -> Vec<(String, String)> {
        let all = ["src/components", "src/pages"].into_iter().flat_map(files);
        all.filter(|(name, _)| name != "mod.rs").collect()
    }

    #[test]
    fn no_element_has_a_style_of_its_own_which_the_content_security_policy_would_refuse() {
        for (name, code) in code() {
            // `~style` sets the property, which the policy leaves alone.
            assert!(!code.replace("~style=", "").contains("style="), "{name}");
        }
    }

    #[test]
    fn every_class_in_the_code_has_a_style() {
        let styles: String = files("css").into_iter().map(|(_, style)| style).collect();
        for (name, code) in code() {
            for classes in code.split("class=\"").skip(1) {
                let classes = classes.split('"').next().unwrap();
                for class in classes.split_whitespace() {
                    assert!(styles.contains(&format!(".{class}")), "{name}: {class}");
                }
            }
        }
    }

    #[test]
    fn styles_use_no_variable_that_is_not_defined() {
        let styles: String = files("css").into_iter().map(|(_, style)| style).collect();
        for used in styles.split("var(--").skip(1) {
            let name = used.split([')', ',']).next().unwrap();
            assert!(styles.contains(&format!("--{name}:")), "--{name}");
        }
    }
}
