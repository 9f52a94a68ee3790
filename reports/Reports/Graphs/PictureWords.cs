namespace Harness.Reports.Graphs;

/// <summary>What ways are called in captions of mermaid and DOT, where both draw them alike.</summary>
internal static class PictureWords
{
    /// <summary>Held against a policy.</summary>
    public static string OfPolicy(PathKind kind) => kind switch
    {
        PathKind.Wrong => "must not be there (red, thick)",
        PathKind.Missing => "missing (red, no arrows)",
        PathKind.Fine => "as the policy says",
        _ => Of(kind),
    };

    /// <summary>In answer to a question.</summary>
    public static string OfQuestion(PathKind kind) => kind switch
    {
        PathKind.Missing => "denied (red, no arrows)",
        PathKind.Fine => "granted",
        _ => Of(kind),
    };

    private static string Of(PathKind kind) => kind switch
    {
        PathKind.Near => "near it (dotted, no arrows)",
        PathKind.Narrowed => "granted for single paths alone (blue)",
        _ => "undecided (dashed)",
    };
}
