using Harness.Rbac.Yaml;

namespace Harness.Rbac.Analysis;

/// <summary>One step of the evidence.</summary>
/// <param name="Text">E.g. <c>RoleBinding default/hello</c>, or a rule written out.</param>
/// <param name="Location">Where it stands; null for a cluster's.</param>
public sealed record EvidenceStep(string Text, SourceLocation? Location = null)
{
    /// <summary>The object that the step is about, which is to be changed: of a binding to somebody the binding alone.</summary>
    public string Cause { get => field ?? Text; init; }
}
