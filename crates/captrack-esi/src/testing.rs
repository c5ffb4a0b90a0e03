//! Keys for tests. They sign nothing but the tokens of these tests.

/// 2048 bits, PKCS #8.
pub(crate) const RSA_KEY: &str = "\
-----BEGIN PRIVATE KEY-----\n\
MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCywthbo/jsRZEB\n\
7J1RvqD8eTcfPVqSXeoK7pItp1S/At1HnZGR+W3lUFCyXFjCxhesMTPKtCx2ZSP1\n\
RsEIe4q8ORgH5wOxQ5xwzO9kCZsqBm0Lxhg8iz4ekk+B35SvVLAu/QF5xKdMZmet\n\
9fxVQy3DZmiAPLyZFeIUMha2drHNguR6o/hHxN6JDrqBr33vw8qDvgGqdKSNgj7W\n\
gP6i8/G3jWMJpnWSXWtHRSIbMycNaGaDHGzIKS2iUMOlkBGBJWHLgHXgci3t1bWA\n\
3E+pFFrsoT/pWMoo6xAXUgSS0E+GWt7ZDNEX3r0KLMkAVTWi4w/HyfCl0hexKLin\n\
0iNnc11XAgMBAAECggEAHx9RL9NCeVA7SMx7L0ozGQG5mRTDegwjvTd/97bUSFUl\n\
VVyXhYSZn3z2L7doNLDsWixOyhHIU+yT8BYbcXCg3NhL2MRdnjUZPYJQg2gwvYZU\n\
4eHhQlkzvXrXoNLePhBOhD/ETADy55hEoMLc5bNGemiP9ROd+kEXFVELJ0VO+2pt\n\
GudSFB8UOpUnc3SQoDQQ+UNg6eM5erkmhG90htBmxzThR+XERN5ZJ/fp9eQLJWCN\n\
lsNR812CD6jsCyETK0X7wZZ2QUxp24GUPQ+JwZF1pkfbp8a30JysEiYwyVETmTNI\n\
OgQu98CPjmq6uCojMeJelUlHKNbmctu2q215mwRdsQKBgQD6EYjtgjcCnCNI2/k3\n\
QIHwDBVN6I/sP7W13uld7QCt/Gj8p4tYIhjxxWiXXuKo2o9bd5Lm47Xx4q28/ZQA\n\
DcCZqjvZgu21vTxJZrD3yBLWWuX8s+x+c0j+nY49q6iDJi5mqbORNqYbsNxQtap4\n\
Hte5GVP1o2ccwVba3kTMvvJRrQKBgQC3AFFcc/L+qimjFWZ9gIdsxKcsKvuTD4BQ\n\
H1muew5ggNwkwvaKMj0/4iKAGugM6FIWrrg4PzIARAjk6R1yac9U82cqnioRyqki\n\
LqLpSYhVaeU4W45/ggSvAYtZyHcoct2ve/AAHeZkyxsLrdybxVgbDZg1YvAt0/60\n\
eocT900zkwKBgG6/FUUaRgKB456AzP4LM4B72XOHazXVgUPqVK+kJojnIBfEm5GM\n\
iD+Kjad7/iWJpbN8YTKf5hQZr5fjNYhQjtt+6MKLmXrDM8/OCtGxaaZE21Xu2O2n\n\
YMxiOnxVaWurnSEaRswox6e7y9ZynexUvHTdIrHGjAPQHAcSKKYEaoyBAoGAbd9u\n\
+gdTubsIzLWol2l35cIcbNRRv3XrIC/ydGPFugMkKZ40z7xiMdzfwfJlqHpD7wJv\n\
8LVgm/A9NtMPrwYASYzqQBg+Qfhfm/pMLazMghvWWAQAhmXV0g0nUXyerlZo61eK\n\
PUe2cIXRcy2r6oqN35BF9qe0dI93uXxnZYFxhKkCgYBzbtyyU3vxG/bIL4+XR+5k\n\
tuX1ICClIMSl/CqaZQgoZcjDkTaN+kwmQhXCX83pWszFsPI1deIkKDz8P6Xz+tm5\n\
CpgqfcIJLeOLBWWHG7loniynubPVquTcN9cEnqu8nUcE/qvABAVMsVxc/SqAAkkz\n\
HG+GEEEbn0jn+lsl120WyQ==\n\
-----END PRIVATE KEY-----\n\
";

/// P-256, PKCS #8.
pub(crate) const EC_KEY: &str = "\
-----BEGIN PRIVATE KEY-----\n\
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSmMuG7QCIIMNwkaY\n\
mjbc+7lbzDxRGUXvIB+NbT4upHyhRANCAAQGwZgs28HRRd4Opy4IAwBxuAWK1hy0\n\
7l7KeD/GAqL97Ndlssoi0YtehRvBmux5acI8xhEbg/qvlRLpyZmZMmql\n\
-----END PRIVATE KEY-----\n\
";
