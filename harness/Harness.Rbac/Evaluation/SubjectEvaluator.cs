using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// Decides what one subject may do: its rules are looked up once, for many questions. Not for use by several threads at once.
/// </summary>
public sealed class SubjectEvaluator
{
    private readonly List<Holdings> _holdings;
    private readonly HeldRules[] _everywhere;
    private readonly bool _isMaster;
    private readonly Dictionary<string, HeldRules[]> _inNamespace = new(1);

    /// <summary>For a subject with these holdings, in the order in which the authorizer asks.</summary>
    internal SubjectEvaluator(List<Holdings> holdings, bool isMaster)
    {
        (_holdings, _isMaster) = (holdings, isMaster);
        _everywhere = [.. holdings.Select(one => one.Everywhere).Where(rules => !rules.IsEmpty)];
    }

    /// <summary>Decides one question; the first way found, as <see cref="AccessEvaluator.Decide"/> does.</summary>
    public AccessDecision Decide(AccessQuestion question)
    {
        var there = question.Namespace.Length > 0 ? In(question.Namespace) : [];
        if (_everywhere.Length == 0 && there.Length == 0 && !_isMaster)
            return AccessDecision.Denied;
        var asked = RuleFilter.Of(question);
        return First(_everywhere, question, asked)
            ?? (_isMaster ? new AccessDecision(Masters.PathTo(question)) : First(there, question, asked))
            ?? AccessDecision.Denied;
    }

    private static AccessDecision? First(HeldRules[] held, AccessQuestion question, RuleFilter asked)
    {
        foreach (var rules in held)
        {
            if (rules.First(question, asked) is { } allowed)
                return allowed;
        }

        return null;
    }

    private HeldRules[] In(string ns)
    {
        if (!_inNamespace.TryGetValue(ns, out var rules))
        {
            var there = new List<HeldRules>(_holdings.Count);
            foreach (var holdings in _holdings)
            {
                if (holdings.In(ns) is { } held)
                    there.Add(held);
            }

            _inNamespace[ns] = rules = [.. there];
        }

        return rules;
    }
}
