namespace Harness.Scenarios.Running;

/// <summary>The claim that a scenario proves, by its id; <c>--filter Claim=C10</c> selects by it.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ClaimAttribute(string id) : PropertyAttribute("Claim", id)
{
    public string Id { get; } = id;
}
