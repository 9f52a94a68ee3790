using CsCheck;

namespace Harness.Tests.Cli;

/// <summary>Names as somebody would choose them who wants a terminal, a CI job, a page or a parser to do something.</summary>
internal static class HostileNames
{
    private static readonly string[] Pieces =
    [
        "\u001b[2J", "\u001b]8;;https://evil.example\u0007", "\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u202e",
        "\u2066", "\u200f", "\u061c", "\ufeff", "\U000e0041", "\0", "\b", "\u009b31m", "\ud800", "\uffff", "\n::error::forged",
        "::set-output name=a::b", "##vso[task.complete result=Succeeded]", "##[error]forged", "\nAs the policy says: 1 cell\n",
        "```", "\n```\n# forged", "`", "@admins", "org/repo#12", "https://evil.example", "www.evil.example",
        "[a](https://evil.example)", "![a](b)", "<script>", "</details>", "<!--", "|", "\n| a | b |", "]]>", "&#64;admins",
        "\"", "'", "\\", "{}", "a", "hello-app", "ü", "😀",
    ];

    public static Gen<string> Name { get; } =
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String).Array[1, 6].Select(parts => string.Concat(parts));
}
