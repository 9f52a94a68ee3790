namespace Harness.Load.Engine;

/// <summary>What a loop calls whenever it is time.</summary>
internal interface ITurn
{
    /// <summary>Does what is due.</summary>
    /// <param name="now">The loop's clock.</param>
    /// <returns>When it next wants to be called, on the same clock; the loop may call earlier.</returns>
    long Take(long now);
}
