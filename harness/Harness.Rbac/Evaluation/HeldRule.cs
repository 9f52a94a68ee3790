using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>A role that a subject holds by a binding.</summary>
/// <param name="Binding">The binding.</param>
/// <param name="Subject">The binding's subject that matches.</param>
/// <param name="Role">The role.</param>
internal sealed record HeldRole(RbacBinding Binding, RbacSubject Subject, RbacRole Role);

/// <summary>One rule of a role that a subject holds.</summary>
/// <param name="Held">By what it is held.</param>
/// <param name="Rule">The rule.</param>
internal readonly record struct HeldRule(HeldRole Held, EffectiveRule Rule)
{
    /// <summary>The way from the subject to the rule.</summary>
    public GrantPath Path => new(Held.Binding, Held.Subject, Held.Role, Rule.Rule, Rule.From);
}
