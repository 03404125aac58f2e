/// The codes of ISO 4217.
enum CurrencyCodes {
  /// Those that are in use, without metals, units of account between banks, and codes for tests.
  static let active: [String] = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
    CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
    HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
    TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """
    .split(whereSeparator: \.isWhitespace).map(String.init)

  /// What took the place of codes that people still write.
  static let successors = [
    "ANG": "XCG", "ATS": "EUR", "BEF": "EUR", "BGN": "EUR", "BYR": "BYN", "CUC": "CUP", "DEM": "EUR",
    "EEK": "EUR",
    "ESP": "EUR", "FIM": "EUR", "FRF": "EUR", "GRD": "EUR", "HRK": "EUR", "IEP": "EUR", "ITL": "EUR",
    "LTL": "EUR",
    "LUF": "EUR", "LVL": "EUR", "MRO": "MRU", "NLG": "EUR", "PTE": "EUR", "RMB": "CNY", "SIT": "EUR",
    "SKK": "EUR",
    "SLL": "SLE", "STD": "STN", "STG": "GBP", "VEF": "VES", "ZWL": "ZWG",
  ]
}
