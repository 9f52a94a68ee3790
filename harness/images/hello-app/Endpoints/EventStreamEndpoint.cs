using System.Globalization;
using System.Text;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>Server-sent events at a steady pace, each sent at once: a proxy that buffers gives itself away.</summary>
internal static class EventStreamEndpoint
{
    public static void Add(Routes routes, TimeProvider time) => routes.Exact("/sse", context => StreamAsync(context, time));

    private static async Task StreamAsync(HttpContext context, TimeProvider time)
    {
        if (!TryRead(context, "every", 200, 1, 3_600_000, out var every) || !TryRead(context, "count", 5, 1, 1_000_000, out var count))
        {
            await Reply.BadRequestAsync(context, "every is in milliseconds, 1 to 3600000; count is 1 to 1000000");
            return;
        }

        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        if (HttpMethods.IsHead(context.Request.Method))
            return;

        // Started before the first event, so that time spent on sending does not add up.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(every), time);
        for (var number = 1; number <= count; number++)
        {
            if (number > 1)
                await pace.WaitForNextTickAsync(context.RequestAborted);
            var text = string.Create(CultureInfo.InvariantCulture, $"id: {number}\ndata: event {number} of {count}\n\n");
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static bool TryRead(HttpContext context, string name, int otherwise, int min, int max, out int value)
    {
        value = otherwise;
        var text = context.Request.Query[name].ToString();
        return text.Length == 0
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max);
    }
}
