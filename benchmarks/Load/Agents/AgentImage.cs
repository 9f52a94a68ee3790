using Harness.Runs;

namespace Harness.Load.Agents;

/// <summary>The image that agents run in.</summary>
internal static class AgentImage
{
    /// <summary>Makes sure that there is one: another that answers as hello-app does is no agent.</summary>
    /// <exception cref="HarnessException">The nodes do not have the image built here, and no copy was named (exit code 3).</exception>
    public static void Ensure(HarnessSession session)
    {
        if (!session.Image.IsOurs && session.Settings.Get(Settings.HelloImage) is null)
        {
            throw HarnessException.Undecided(
                "nothing was measured: agents run in the image built here, which this cluster's nodes do not have; "
                + "push it to a registry that they pull from, and name it with --hello-image REFERENCE");
        }
    }
}
