namespace Harness.Scenarios.Running;

/// <summary>The topic of proxy conformance that a scenario is about: the report shows its observations under it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceAttribute(string topic) : PropertyAttribute("Conformance", topic)
{
    public string Topic { get; } = topic;
}
