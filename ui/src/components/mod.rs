//! What the pages are made of; each does one thing.

pub mod age;
pub mod banner;
pub mod banners;
pub mod card;
pub mod class_chips;
pub mod client_id;
pub mod copy_field;
pub mod dialog;
pub mod icon;
pub mod level_shape;
pub mod live_state;
pub mod notice_line;
pub mod part;
pub mod place_field;
pub mod popover;
pub mod portrait;
pub mod rail;
pub mod save_bar;
pub mod segments;
pub mod sign_in_box;
pub mod snooze_menu;
pub mod snooze_note;
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

    fn files(folder: &str) -> Vec<(String, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.is_file());
        files
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(&path).unwrap())
            })
            .collect()
    }

    fn code() -> Vec<(String, String)> {
        ["src/components", "src/pages", "src/pages/settings"]
            .into_iter()
            .flat_map(files)
            .filter(|(name, _)| name != "mod.rs")
            .collect()
    }

    #[test]
    fn no_element_has_a_style_of_its_own_which_the_content_security_policy_would_refuse() {
        for (name, code) in code() {
            assert!(!code.contains("style="), "{name}");
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
