"""Reads: lists, timelines, reports. They never write."""
