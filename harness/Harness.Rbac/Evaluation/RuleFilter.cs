using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// The words of a rule, or of a question, each as one bit of few: a rule can only allow a question when they have bits in common. That is
/// found out without going to the rule's words, which lie scattered in memory; whether it does allow has to be compared word by word then.
/// </summary>
/// <param name="About">Resources, and whether paths.</param>
/// <param name="Verbs">Verbs.</param>
/// <param name="Names">Resource names; all bits for a rule without.</param>
internal readonly record struct RuleFilter(ulong About, ulong Verbs, ulong Names)
{
    private const int Bits = 63;
    private const ulong Paths = 1ul << Bits;
    private const ulong AllResources = ~Paths;

    /// <summary>The filter of a rule.</summary>
    public static RuleFilter Of(RbacRule rule)
    {
        var (about, verbs) = (rule.NonResourceUrls.Count > 0 ? Paths : 0ul, 0ul);
        var names = rule.ResourceNames.Count == 0 ? ulong.MaxValue : 0ul;
        foreach (var resource in rule.Resources)
            about |= resource.StartsWith('*') ? AllResources : Bit(resource);
        foreach (var verb in rule.Verbs)
            verbs |= verb == "*" ? ulong.MaxValue : Bit(verb);
        foreach (var name in rule.ResourceNames)
            names |= Bit(name);
        return new RuleFilter(about, verbs, names);
    }

    /// <summary>The filter of a question.</summary>
    public static RuleFilter Of(AccessQuestion question) =>
        new(question.Path is null ? Bit(question.Resource) : Paths, Bit(question.Verb), Bit(question.Name));

    /// <summary>Whether a rule is about resources, or paths, as a question is.</summary>
    public bool IsAboutSame(RuleFilter question) =>
        ((About & Paths) != 0 && question.About == Paths) || ((About & AllResources) != 0 && question.About != Paths);

    /// <summary>A bit for a word, by its length and three of its letters: equal words have equal bits, and others mostly not.</summary>
    private static ulong Bit(string word)
    {
        if (word.Length == 0)
            return 1;
        var letters = (uint)(word[0] + (word[word.Length / 2] << 8) + (word[^1] << 16) + (word.Length << 24));
        return 1ul << (int)((ulong)(letters * 0x9E3779B1u) * Bits >> 32);
    }
}
