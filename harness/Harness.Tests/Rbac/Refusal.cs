namespace Harness.Tests.Rbac;

/// <summary>What is said of bad input.</summary>
internal static class Refusal
{
    /// <summary>The lines of the complaint; the input has to be refused as such (exit code 2).</summary>
    public static string[] Of(Action read)
    {
        var refusal = Should.Throw<HarnessException>(read);
        refusal.Kind.ShouldBe(FailureKind.BadInput);
        return refusal.Message.Split('\n');
    }
}

/// <summary>Comparing complaints by how they begin.</summary>
internal static class Complaints
{
    /// <summary>There are as many as expected, and each begins as the expected one.</summary>
    public static void ShouldAllMatch(this IReadOnlyList<string> complaints, IReadOnlyList<string> beginnings)
    {
        var cut = complaints.Select((complaint, i) => i < beginnings.Count
            && complaint.StartsWith(beginnings[i], StringComparison.Ordinal) ? beginnings[i] : complaint);
        cut.ShouldBe(beginnings);
    }
}
