using System.Text.RegularExpressions;

namespace Harness;

/// <summary>
/// Masks what looks like a token, a key or a password. Everything passes it that is written or shown: results, logs, the terminal and
/// messages of failures. Answers from outside may hold whatever their servers know.
/// </summary>
/// <remarks>
/// Secrets of no known form cannot be recognised. What Harness itself holds is kept out of texts in the first place.
/// </remarks>
public static class SecretMask
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Masked = "(masked)";

    private const string Names =
        "password|passwd|passphrase|pwd|(secret|api|private|access|account)[_-]?key|client[_-]?secret";

    /// <summary>A query's equals sign, as often encoded as it may be: it stands in a path that stands in a query.</summary>
    private const string Equal = "(=|%(25)*3d)";

    /// <summary>Between a name and its value: quoted or not, in JSON, in JSON within JSON, in YAML, in a query.</summary>
    private const string Is = $"""\\*["']?\s*(:|{Equal})\s*\\*["']?""";

    private const string Word = "[a-z0-9._~+/-]";

    private const string Value = """[^\s"'\\,;&<>{}()\[\]]""";

    /// <summary>Pattern and what stays of it. No pattern looks ahead or back: so the time that each takes is linear in the text.</summary>
    private static readonly (Regex Pattern, string Replacement)[] Forms =
    [
        Form(@"-----BEGIN [A-Z0-9 ]+-----(?s:.*?)(-----END [A-Z0-9 ]+-----|\z)", Masked),
        Form(@"\beyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*)*", Masked), // JWT, also its first part alone
        Form($@"(?i)\b(?<kept>(bearer|basic)(\s|%20|\+)+)({Word}{{16,}}=*|{Word}{{8,}}=+|{Word}*[0-9]{Word}{{2,}})"),
        Form($@"(?i)(?<kept>\b(set-)?cookie\\*[""']?:\s*\\*[""'\[]*)[^\s""'\\=]+=[^\r\n""'\\]+"),
        Form($@"(?i)(?<kept>({Names})\\*[""']?\s*[:=]\s*\\*"")[^""\\]+"),
        Form($@"(?i)(?<kept>({Names}){Is}){Value}{{4,}}"),
        Form($@"(?i)(?<kept>token\\*[""']?\s*:\s*\\*[""']){Value}{{8,}}"),
        Form($@"(?i)(?<kept>token\s*{Equal}\s*\\*[""']?){Value}{{8,}}"),
        Form($@"(?i)(?<kept>token\s*:\s*){Value}{{16,}}"),
        Form($@"(?i)(?<kept>(client-key|client-certificate|certificate-authority)-data{Is})[a-z0-9+/=_-]+"),
        Form(@"(?<kept>://[^\s/:@""']+:)[^\s/@""']+@", "${kept}" + Masked + "@"),
        Form(@"\bLS0tLS1CRUdJTi[A-Za-z0-9+/=]*", Masked), // PEM in base64
        Form(@"\bZXlK[A-Za-z0-9+/]{16,}=*", Masked), // JWT in base64
        Form(@"(?<kept>\\*""auth\\*""\s*:\s*\\*"")[A-Za-z0-9+/=]{8,}"), // an image registry's
        Form(@"\b[a-z0-9]{6}\.[a-z0-9]{16}\b", Masked), // a bootstrap token
        Form(@"\bK10[0-9a-f]{32,}::\S+", Masked), // k3s's
        Form(@"\b(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b", Masked),
        Form(@"\b(gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|AIza|hvs\.|npm_)[A-Za-z0-9_-]{16,}", Masked),
    ];

    /// <summary>The text with everything masked that looks like a secret.</summary>
    public static string Of(string text)
    {
        foreach (var (pattern, replacement) in Forms)
            text = pattern.Replace(text, replacement);
        return text;
    }

    private static (Regex Pattern, string Replacement) Form(string pattern, string replacement = "${kept}" + Masked) =>
        (new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), replacement);
}
